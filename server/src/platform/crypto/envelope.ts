import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'
import { Refusal } from '@veghe/shared/kernel/refusal.ts'

const formatVersion = 1
const nonceBytes = 12
const tagBytes = 16
const headBytes = 5 + nonceBytes + tagBytes
/** An empty text, sealed. */
export const smallestSealed = headBytes

/**
 * AES-256-GCM. Layout: format (1 byte), number of the key (4), nonce (12), tag (16), ciphertext. `place` is
 * authenticated and not stored: what was sealed for one place does not open at another.
 */
export function sealWith(key: { number: number; bytes: Buffer }, place: string, plain: Buffer): Buffer {
  const nonce = randomBytes(nonceBytes)
  const cipher = createCipheriv('aes-256-gcm', key.bytes, nonce)
  cipher.setAAD(Buffer.from(place))
  const body = Buffer.concat([cipher.update(plain), cipher.final()])
  const head = Buffer.alloc(5)
  head.writeUInt8(formatVersion, 0)
  head.writeUInt32BE(key.number, 1)
  return Buffer.concat([head, nonce, cipher.getAuthTag(), body])
}

/** The number of the key that `sealed` needs. */
export function keyNumberOf(sealed: Buffer): number {
  if (sealed.length < headBytes || sealed.readUInt8(0) !== formatVersion) throw new Refusal('bug', broken)
  return sealed.readUInt32BE(1)
}

/** Gives the plain bytes or refuses: never garbage, never a part. */
export function openWith(key: Buffer, place: string, sealed: Buffer): Buffer {
  keyNumberOf(sealed)
  const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(5, 5 + nonceBytes))
  decipher.setAAD(Buffer.from(place))
  decipher.setAuthTag(sealed.subarray(5 + nonceBytes, headBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(headBytes)), decipher.final()])
  } catch {
    throw new Refusal('bug', broken)
  }
}

const broken = { reason: 'sealed_value_broken' }
