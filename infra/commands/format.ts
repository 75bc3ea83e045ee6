import { stopWith } from '../halt.ts'
import { runTool } from './tool.ts'

runTool({ program: 'biome', words: ['check', '--write', '.'] }).then((code) => process.exit(code), stopWith)
