import { buildClient } from '../client.ts'
import { stopWith } from '../halt.ts'
import { say } from '../progress.ts'

buildClient(say).catch(stopWith)
