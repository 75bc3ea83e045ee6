import { createPrivateKey, createPublicKey, hkdfSync, type KeyObject } from 'node:crypto'

/** What a key is for. A key made for one purpose opens nothing made for another. */
export type Purpose =
  | 'field keys'
  | 'vault keys'
  | 'matching'
  | 'replies'
  | 'bodies'
  | 'heads'
  | 'sessions'
  | 'push'

/** The installation's one secret. Every other key is derived from it or wrapped by one that is. */
export type Master = {
  derive: (purpose: Purpose) => Buffer
  /** Signs the heads of the chains of facts; its public half is enough to check them. */
  signing: () => { privateKey: KeyObject; publicKey: KeyObject }
}

/** The DER prefix that says "an Ed25519 private key follows" (RFC 8410). */
const ed25519Prefix = Buffer.from('302e020100300506032b657004220420', 'hex')

export function openMaster(secret: Buffer): Master {
  if (secret.length !== 32) throw new Error('The master key must be 32 bytes in base64.')
  const derive = (purpose: Purpose) => Buffer.from(hkdfSync('sha256', secret, '', `veghe ${purpose}`, 32))
  return {
    derive,
    signing: () => {
      const der = Buffer.concat([ed25519Prefix, derive('heads')])
      const privateKey = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' })
      return { privateKey, publicKey: createPublicKey(privateKey) }
    },
  }
}
