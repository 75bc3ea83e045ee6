const number = (name: string, usual: number): number => Number(process.env[name] ?? usual)

/** `VEGHE_FAULTS_QUICK=1` for a look in minutes: shorter cuts, fewer rounds. */
const quick = process.env.VEGHE_FAULTS_QUICK === '1'

export const settings = {
  /** Contacts a second. */
  rate: number('VEGHE_FAULTS_RATE', 20),
  consoles: number('VEGHE_FAULTS_CONSOLES', 200),
  operators: number('VEGHE_FAULTS_OPERATORS', 6),
  /** Load before the fault strikes, and after the part has recovered. */
  beforeMs: quick ? 4_000 : 6_000,
  afterMs: quick ? 4_000 : 6_000,
  /** How long a link stays cut. */
  cutMs: quick ? 8_000 : 30_000,
  /** How long the database cannot be reached by anybody. */
  unreachableMs: quick ? 12_000 : 60_000,
  /** Times that web is killed at a random instant. */
  kills: number('VEGHE_FAULTS_KILLS', quick ? 5 : 20),
  races: number('VEGHE_FAULTS_RACES', quick ? 1_000 : 10_000),
  /** Seeds of stories that calls and a hostile network write together. */
  stories: number('VEGHE_FAULTS_STORIES', quick ? 60 : 500),
  storm: number('VEGHE_FAULTS_STORM', quick ? 200 : 500),
  /** The time within which a new contact must reach queue and consoles again, once the part is back. */
  recoveryBoundMs: number('VEGHE_FAULTS_RECOVERY_MS', 5_000),
} as const
