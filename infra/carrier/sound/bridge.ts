import { frameMs, mixed, type Sound, samplesPerFrame } from './frames.ts'

/** Somebody in a room, as far as sound goes. */
export type Party = {
  sound: Sound | undefined
  muted: boolean
  held: boolean
  callSid?: string
  /** Heard by this call alone. */
  coaches?: string | undefined
}

/** A busy machine wakes late: what was missed is made up for, but not more than a listener would bear. */
const mostAtOnce = 5

const silence = new Int16Array(samplesPerFrame)

/** Lets all in a room hear one another; told of each who comes or goes, it works only while somebody listens. */
export type Bridge = { heed(): void }

export function openBridge(parties: () => readonly Party[]): Bridge {
  let timer: NodeJS.Timeout | undefined
  let from = 0
  const turn = () => {
    const due = Math.floor((performance.now() - from) / frameMs)
    from += due * frameMs
    for (let at = 0; at < Math.min(due, mostAtOnce); at += 1) letHear(parties())
  }
  return {
    heed() {
      const isWanted = parties().some(isSomebody)
      if (isWanted && !timer) {
        from = performance.now()
        timer = setInterval(turn, frameMs)
        timer.unref()
      }
      if (isWanted) return
      clearInterval(timer)
      timer = undefined
    },
  }
}

const isSomebody = ({ sound }: Party): boolean => sound?.isSomebody ?? false

/**
 * Whoever is put aside neither hears nor is heard; whoever is muted only hears, and a coach is heard by one
 * alone. Whoever is by themselves hears not even silence: a line to which the network says nothing is filled by the
 * gateway, as the network itself would fill it.
 */
export function letHear(parties: readonly Party[]): void {
  if (!parties.some(isSomebody)) return
  // Everybody's turn is taken, heard or not: what they say now is not for later.
  const said = parties.map((party) => ({ party, frame: party.sound?.says() }))
  const voices = said.flatMap(({ party, frame }) =>
    frame && !party.held && !party.muted ? [{ party, frame }] : [],
  )
  if (parties.length < 2) return
  for (const listener of parties) {
    const heard = listener.held ? [] : voices.filter(({ party }) => isHeardBy(party, listener))
    listener.sound?.hears(heard.length > 0 ? mixed(heard.map(({ frame }) => frame)) : silence)
  }
}

const isHeardBy = (party: Party, listener: Party): boolean =>
  party !== listener && (party.coaches === undefined || party.coaches === listener.callSid)
