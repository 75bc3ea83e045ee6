import { spawn } from 'node:child_process'
import { createSocket } from 'node:dgram'
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { decode, encode } from '@veghe/infra/carrier/sound/mulaw.ts'
import { openPhoneSound } from '@veghe/infra/carrier/sound/phone.ts'
import { toAlaw, toMulaw } from '@veghe/infra/sip-gateway/alaw.ts'
import { readPacket } from '@veghe/infra/sip-gateway/rtp.ts'
import { onTestFinished } from 'vitest'

/** Debian's `sip-tester`; undefined on a machine without it. */
export const sippPath = [process.env.VEGHE_SIPP ?? '', '/usr/bin/sipp'].find(
  (path) => path && existsSync(path),
)
export const sippCommand = 'sudo apt-get install -y --no-install-recommends sip-tester'

export type SippCall = {
  /** The note that arrives on the trunk just now, in hertz. */
  note: () => number | undefined
  /** Packets of sound that have arrived on the trunk. */
  heard: () => number
  /** What sipp makes of the whole: 0 where all went by its scenario, and what it complained of. */
  over: Promise<{ code: number | null; complaints: string }>
}

const here = '127.0.0.1'
const scenario = new URL('../../infra/sip-gateway/sipp/caller.xml', import.meta.url)

/** sipp calls, hums, and waits so long to be hung up. What it is sent goes to an ear of ours beside it. */
export async function sippCalls({
  port,
  hum,
  waitsMs,
}: {
  port: number
  hum: number
  waitsMs: number
}): Promise<SippCall> {
  const dir = mkdtempSync(join(tmpdir(), 'veghe-sipp-'))
  const ear = await openEar()
  // The port of its own is still named, or sipp opens none to speak from.
  const words = readFileSync(scenario, 'utf8')
    .replace('m=audio [rtpstream_audio_port]', `m=audio ${ear.port}`)
    .replace('a=rtpmap:8', 'a=x-speaks-from:[rtpstream_audio_port]\na=rtpmap:8')
    .replace('timeout="60000"', `timeout="${waitsMs}"`)
  writeFileSync(join(dir, 'caller.xml'), words)
  writeFileSync(join(dir, 'tone.al'), humming(hum))
  const options = ['-sf', 'caller.xml', '-m', '1', '-i', here, '-mi', here, '-nostdin', '-trace_err']
  const sipp = spawn(sippPath ?? 'sipp', [`${here}:${port}`, ...options], { cwd: dir, stdio: 'pipe' })
  const said: string[] = []
  for (const stream of [sipp.stdout, sipp.stderr])
    stream.on('data', (piece: Buffer) => said.push(String(piece)))
  const over = new Promise<{ code: number | null; complaints: string }>((resolve) => {
    sipp.once('error', (error) => resolve({ code: null, complaints: error.message }))
    sipp.once('exit', (code) => resolve({ code, complaints: code === 0 ? '' : said.join('').slice(-2_000) }))
  })
  onTestFinished(async () => {
    sipp.kill('SIGKILL')
    await over
    ear.close()
    rmSync(dir, { recursive: true, force: true })
  })
  return { note: ear.note, heard: ear.heard, over }
}

/** Two seconds of one note in A-law, without a seam where they begin anew. */
function humming(hertz: number): Buffer {
  const phone = openPhoneSound()
  phone.hum(hertz)
  const frames = Array.from({ length: 100 }, () => toAlaw(encode(phone.says() ?? new Int16Array(160))))
  return Buffer.concat(frames)
}

async function openEar() {
  const socket = createSocket('udp4')
  await new Promise<void>((resolve) => socket.bind(0, here, resolve))
  const phone = openPhoneSound()
  let heard = 0
  socket.on('message', (bytes) => {
    const packet = readPacket(bytes)
    if (packet?.payloadType !== 8) return
    heard += 1
    phone.hears(decode(toMulaw(packet.payload)))
  })
  return { port: socket.address().port, note: phone.note, heard: () => heard, close: () => socket.close() }
}
