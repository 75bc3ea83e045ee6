/** Something is missing or wrong on this machine. The message is the one sentence a person at the terminal needs. */
export class Halt extends Error {
  constructor(sentence: string) {
    super(sentence)
    this.name = 'Halt'
  }
}

/** Prints a `Halt` as its sentence alone, anything else as the bug it is, and ends the process. */
export function stopWith(error: unknown): never {
  console.error(error instanceof Halt ? `veghe: ${error.message}` : error)
  process.exit(1)
}
