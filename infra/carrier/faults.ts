/** What can be made to go wrong on the network itself. */
export type Faults = {
  /** This many of the next attempts never reach the product. */
  failWebhooks: number
  /** Every webhook leaves this much later, in milliseconds. */
  delayMs: number
  /** This many of the next REST requests are answered 503. */
  failRest: number
  /** Phones that no text reaches. */
  unreachable: string[]
}

export const noFaults = (): Faults => ({ failWebhooks: 0, delayMs: 0, failRest: 0, unreachable: [] })
