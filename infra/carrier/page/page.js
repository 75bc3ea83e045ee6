import * as control from './control.js'
import { ask, byId, complain } from './control.js'
import { refreshScenario } from './scenario.js'
import { fallSilent, hushUnless, speak, speaksOn } from './voice.js'

const states = {
  queued: 'în așteptare',
  initiated: 'se apelează',
  ringing: 'sună',
  'in-progress': 'în convorbire',
  completed: 'încheiat',
  busy: 'ocupat',
  failed: 'eșuat',
  'no-answer': 'fără răspuns',
  canceled: 'anulat',
  received: 'trimis la linie',
  accepted: 'în așteptare',
  sent: 'pe drum',
  delivered: 'primit',
  undelivered: 'nelivrat',
}

const shown = new Map()
const ringing = new Set()

async function act(name, body) {
  await control.act(name, body)
  await refresh()
}

function element(name, attributes = {}, ...children) {
  const made = document.createElement(name)
  for (const [key, value] of Object.entries(attributes)) {
    if (key === 'onclick') made.addEventListener('click', value)
    else made.setAttribute(key, value)
  }
  made.append(...children)
  return made
}

const button = (label, onclick, attributes = {}) =>
  element('button', { type: 'button', onclick, ...attributes }, label)

const time = (instant) => new Date(instant).toLocaleTimeString('ro-RO', { hour12: false })

const isLive = (call) => call.endedAt === undefined
const isRinging = (call) => call.direction !== 'inbound' && call.status === 'ringing'

function callPart(phone, call) {
  const article = element('article', isRinging(call) ? { class: 'ringing' } : {})
  const way = call.direction === 'inbound' ? 'Apel către linie' : 'Apel de la linie'
  article.append(
    element(
      'div',
      { class: 'head' },
      element('span', {}, `${way}, ${time(call.createdAt)}`),
      element('span', { class: 'state' }, states[call.status] ?? call.status),
    ),
  )
  const heard = call.transcript.slice(-8)
  if (heard.length > 0) {
    const lines = heard.map((line) =>
      element('li', {}, element('span', { class: 'when' }, `${time(line.at)} `), line.text),
    )
    article.append(element('ol', { 'aria-label': 'Ce s-a auzit' }, ...lines))
  }
  if (isRinging(call)) article.append(ringPart(phone, call))
  else if (isLive(call)) article.append(talkPart(phone, call))
  return article
}

function ringPart(phone, { sid }) {
  return element(
    'div',
    { class: 'row' },
    button('Răspunde', () => act('answer', { sid }), {
      class: 'first',
      'aria-label': `Răspunde la ${phone.number}`,
    }),
    button('Respinge', () => act('decline', { sid })),
    button('Răspunde robotul', () => act('answer', { sid, machine: true })),
  )
}

function talkPart(phone, { sid }) {
  const keys = [...'123456789*0#'].map((digits) =>
    button(digits, () => act('press', { sid, digits }), {
      'aria-label': `Tasta ${digits}`,
      'data-name': `${sid} ${digits}`,
    }),
  )
  return element(
    'div',
    {},
    element(
      'div',
      { class: 'keys', role: 'group', 'aria-label': `Tastele telefonului ${phone.number}` },
      ...keys,
    ),
    element(
      'div',
      { class: 'row' },
      voiceButton(phone, sid),
      button('Închide', () => act('hang-up', { sid }), {
        class: 'end',
        'aria-label': `Închide apelul ${phone.number}`,
        'data-name': `${sid} end`,
      }),
    ),
  )
}

function voiceButton(phone, sid) {
  const isOn = speaksOn(sid)
  const toggle = async () => {
    await (isOn ? fallSilent(sid) : speak(sid))
    await refresh()
  }
  return button(isOn ? 'Oprește microfonul' : 'Vorbește la microfon', toggle, {
    'aria-label': `${isOn ? 'Oprește microfonul' : 'Vorbește la microfon'}: ${phone.number}`,
    'data-name': `${sid} voice`,
  })
}

function textPart(phone) {
  const lines = phone.texts.map((text) => {
    const who = text.direction === 'inbound' ? 'Tu' : 'Linia'
    const when = `${time(text.createdAt)} · ${who} · ${states[text.status] ?? text.status}: `
    const beside = (text.media ?? []).map(({ contentType }) => ` [${contentType}]`).join('')
    return element('li', {}, element('span', { class: 'when' }, when), text.body, beside)
  })
  return element('ol', { 'aria-label': `Mesajele telefonului ${phone.number}` }, ...lines)
}

function phonePart(phone) {
  const live = phone.calls.filter(isLive)
  const last = phone.calls.filter((call) => !isLive(call)).slice(-2)
  const use = button('Scrie sau sună de pe acesta', () => {
    byId('from').value = phone.number
    byId('body').focus()
  })
  const head = element('div', { class: 'head' }, element('h3', {}, phone.number), use)
  const calls = [...live.toReversed(), ...last.toReversed()].map((call) => callPart(phone, call))
  return element('section', { 'aria-label': `Telefonul ${phone.number}` }, head, ...calls, textPart(phone))
}

/** Only a phone that changed is drawn again, so that a key under somebody's finger does not vanish. */
function draw({ line, phones }) {
  hushUnless((sid) => phones.some(({ calls }) => calls.some((call) => call.sid === sid && isLive(call))))
  byId('line').textContent = line
  byId('empty').hidden = phones.length > 0
  const held = labelOf(document.activeElement)
  const parts = phones.map((phone) => {
    const state = JSON.stringify([phone, phone.calls.map(({ sid }) => speaksOn(sid))])
    const known = shown.get(phone.number)
    if (known?.state === state) return known.part
    const part = phonePart(phone)
    shown.set(phone.number, { state, part })
    return part
  })
  const place = byId('phones')
  parts.forEach((part, at) => {
    if (place.children[at] !== part) place.insertBefore(part, place.children[at] ?? null)
  })
  while (place.children.length > parts.length) place.lastElementChild.remove()
  if (held && document.activeElement === document.body) buttonCalled(held)?.focus()
  announce(phones)
}

/** Drawing a phone again drops the focus; the same button of the new part takes it up. */
const labelOf = (focused) => focused?.closest('#phones button')?.dataset.name

const buttonCalled = (name) => document.querySelector(`#phones button[data-name="${CSS.escape(name)}"]`)

function announce(phones) {
  for (const phone of phones) {
    const rings = phone.calls.some(isRinging)
    if (rings && !ringing.has(phone.number)) byId('said').textContent = `Sună telefonul ${phone.number}.`
    if (rings) ringing.add(phone.number)
    else ringing.delete(phone.number)
  }
}

let isAway = false

async function refresh() {
  try {
    draw(await ask('phones'))
    await refreshScenario()
    if (isAway) complain('')
    isAway = false
  } catch {
    isAway = true
    complain('Rețeaua de probă nu răspunde; pornește-o cu npm start.')
  }
}

byId('new').addEventListener('submit', (event) => {
  event.preventDefault()
  const from = byId('from').value.trim()
  if (event.submitter?.value !== 'text') return act('call', { from })
  return text(from)
})

async function text(from) {
  const body = byId('body').value
  const media = await Promise.all([...byId('media').files].map(mediaOf))
  byId('body').value = ''
  byId('media').value = ''
  return act('text', { from, body, media })
}

async function mediaOf(file) {
  const address = await new Promise((resolve) => {
    const reader = new FileReader()
    reader.onload = () => resolve(reader.result)
    reader.readAsDataURL(file)
  })
  return { contentType: file.type || 'application/octet-stream', content: address.replace(/^.*,/, '') }
}

await refresh()
setInterval(refresh, 1000)
