export const byId = (id) => document.getElementById(id)

export async function ask(act, body = {}) {
  const reply = await fetch(`/control/${act}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })
  const answer = await reply.json()
  if (!reply.ok) throw new Error(answer.error)
  return answer
}

/** The network's own sentences are English, for the terminal; here only these can occur. */
const troubles = [
  [/Nothing listens/, 'Acum nimeni nu ascultă tastele acestui apel.'],
  [/no such call/, 'Apelul nu mai există.'],
  [/at least one letter|"body" is missing/, 'Scrie mai întâi mesajul.'],
  [/"from" is missing/, 'Scrie mai întâi numărul.'],
  [/is running/, 'Un scenariu se desfășoară deja; oprește-l mai întâi.'],
]

export async function act(name, body) {
  try {
    await ask(name, body)
    complain('')
  } catch (error) {
    complain(
      troubles.find(([pattern]) => pattern.test(error.message))?.[1] ?? 'Rețeaua nu a putut face asta.',
    )
  }
}

export function complain(sentence) {
  byId('trouble').textContent = sentence
  byId('trouble').hidden = sentence === ''
}
