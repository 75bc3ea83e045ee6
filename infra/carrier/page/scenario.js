import { act, ask, byId } from './control.js'

const states = { running: 'se desfășoară', ended: 's-a încheiat', stopped: 'a fost oprit' }

const minutes = (seconds) => `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`

/** „20 de apeluri”, but „3 apeluri” and „1 apel”. */
function counted(count, one, many) {
  if (count === 1) return `1 ${one}`
  const rest = count % 100
  return count === 0 || (rest > 0 && rest < 20) ? `${count} ${many}` : `${count} de ${many}`
}

let known = []

function list({ scenarios }) {
  known = scenarios
  const options = scenarios.map(({ name, seconds }) => new Option(`${name} (${minutes(seconds)})`, name))
  byId('scenario').replaceChildren(...options)
  tellAbout()
}

function tellAbout() {
  const chosen = known.find(({ name }) => name === byId('scenario').value)
  byId('about').textContent = chosen?.about.ro ?? ''
}

const answersIn = (answers) =>
  Object.entries(answers)
    .map(([answer, count]) => `${answer === 'none' ? 'fără răspuns' : answer} × ${count}`)
    .join(', ')

/** Either there is something to choose, or something to stop; whoever had the one in hand has the other. */
function swap(isRunning) {
  const [form, stop] = [byId('play'), byId('stop')]
  if (form.hidden === isRunning) return
  const isHeld = form.contains(document.activeElement) || document.activeElement === stop
  form.hidden = isRunning
  stop.hidden = !isRunning
  if (isHeld) byId(isRunning ? 'stop' : 'start').focus()
}

let told = ''

/** Only what changed is written, so that a reader of the screen hears the beginning and the end and not every second. */
function show(progress) {
  swap(progress?.state === 'running')
  byId('course').hidden = !progress
  if (!progress) return
  const { name, state, elapsed, seconds, calls, texts, answers } = progress
  const sentence = `Scenariul ${name} ${states[state]}.`
  if (told !== sentence) byId('course-state').textContent = sentence
  told = sentence
  byId('course-bar').max = seconds
  byId('course-bar').value = state === 'ended' ? seconds : Math.min(elapsed, seconds)
  byId('course-time').textContent = `${minutes(elapsed)} din ${minutes(seconds)}`
  byId('course-calls').textContent = [
    counted(calls.placed, 'apel', 'apeluri'),
    `${calls.onLine} pe fir`,
    `${calls.answered} preluate`,
    `${calls.givenUp} închise înainte de răspuns`,
  ].join(', ')
  byId('course-texts').textContent = counted(texts, 'mesaj', 'mesaje')
  byId('course-answers').textContent = answersIn(answers) || 'încă nimic'
}

export async function refreshScenario() {
  show((await ask('scenario')).progress)
}

byId('scenario').addEventListener('change', tellAbout)

byId('play').addEventListener('submit', async (event) => {
  event.preventDefault()
  await act('scenario-start', { name: byId('scenario').value, speed: Number(byId('speed').value) })
  await refreshScenario()
})

byId('stop').addEventListener('click', async () => {
  await act('scenario-stop')
  await refreshScenario()
})

list(await ask('scenarios'))
