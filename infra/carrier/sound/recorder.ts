import { type Frame, frameMs } from './frames.ts'
import { silence } from './wav.ts'

/** What one call says and what it hears, each on a channel of its own; both run by the recording's clock. */
export type Recorder = {
  said(frame: Frame): void
  heard(frame: Frame): void
  /** `silence` keeps the time that is not recorded, `skip` does not. */
  pause(how: 'silence' | 'skip'): void
  resume(): void
  /** Both channels, equally long, up to now. */
  channels(): [said: Frame[], heard: Frame[]]
}

/** A busy bridge makes up for a few frames at a time: they are no gap. */
const mostLate = 5

/** `clock` counts milliseconds from anywhere. */
export function openRecorder(clock: () => number): Recorder {
  const from = clock()
  const [said, heard]: [Frame[], Frame[]] = [[], []]
  let paused: { how: 'silence' | 'skip'; at: number } | undefined
  let skippedMs = 0
  const due = (): number => {
    const now = paused?.how === 'skip' ? paused.at : clock()
    return Math.floor((now - from - skippedMs) / frameMs)
  }
  const fill = (channel: Frame[], length: number): void => {
    while (channel.length < length) channel.push(silence)
  }
  const add = (channel: Frame[], frame: Frame): void => {
    if (paused) return
    fill(channel, due() - mostLate)
    channel.push(Int16Array.from(frame))
  }
  return {
    said: (frame) => add(said, frame),
    heard: (frame) => add(heard, frame),
    pause(how) {
      paused ??= { how, at: clock() }
    },
    resume() {
      if (paused?.how === 'skip') skippedMs += clock() - paused.at
      paused = undefined
    },
    channels() {
      const length = Math.max(due(), said.length, heard.length)
      fill(said, length)
      fill(heard, length)
      return [said, heard]
    },
  }
}
