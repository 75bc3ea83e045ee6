import { Scenario } from './format.ts'
import { prankWave, prankWaveDanger } from './prank-wave.ts'
import quietNight from './quiet-night.json' with { type: 'json' }
import { storm } from './storm.ts'

/** The scenarios that come with the stand-in. */
export const scenarios: readonly Scenario[] = [quietNight, storm, prankWave, prankWaveDanger].map((written) =>
  Scenario.parse(written),
)
