// The import table of ARCHITECTURE.md. Everything points the way the story runs, so cycles cannot arise.
const story = ['intake', 'queue', 'triage', 'cases', 'dispatch', 'oncall']
const foundations = ['identity', 'audit', 'directory', 'telephony']
const roles = ['operator', 'duty', 'responder', 'manager', 'admin', 'public']
const chapters = `(?:${[...foundations, ...story, 'reporting'].join('|')})`

const forbid = (name, comment, from, to) => ({ name, comment, severity: 'error', from, to })
const own = 'server/src/'

/** A chapter may call those that come after it in the story, and only at their door. */
const storyRules = story.flatMap((chapter, at) => {
  const earlier = story.slice(0, at)
  const later = story.slice(at + 1)
  const from = { path: `^${own}${chapter}/`, pathNot: '\\.tables\\.ts$' }
  return [
    ...(earlier.length > 0
      ? [
          forbid(`${chapter}-never-calls-back`, 'Report back by fact.', from, {
            path: `^${own}(?:${earlier.join('|')})/`,
          }),
        ]
      : []),
    ...(later.length > 0
      ? [
          forbid(`${chapter}-uses-doors`, 'Later chapters are reached through <chapter>.ts.', from, {
            path: `^${own}(${later.join('|')})/`,
            pathNot: later.map((other) => `^${own}${other}/${other}\\.ts$`),
          }),
        ]
      : []),
  ]
})

const vendor = (packages, places) =>
  forbid(
    `only-here-${packages[0].replace(/\W/g, '-')}`,
    'A vendor’s words stay in its adapter.',
    {
      path: `^${own}`,
      pathNot: [...places, '\\.test\\.ts$'],
    },
    { path: packages.map((name) => `node_modules/${name}(?:/|$)`) },
  )

/** @type {import('dependency-cruiser').IConfiguration} */
module.exports = {
  forbidden: [
    forbid('no-cycles', 'Neither do types go in circles.', {}, { circular: true }),
    forbid('resolvable', 'What is imported exists.', { pathNot: '^client/' }, { couldNotResolve: true }),
    forbid(
      'kernel-stands-alone',
      'zod only.',
      { path: '^shared/src/kernel/', pathNot: '\\.test\\.ts$' },
      {
        pathNot: ['^shared/src/kernel/', 'node_modules/zod/'],
      },
    ),
    forbid(
      'shared-stays-shared',
      'The contract knows nobody who keeps it.',
      { path: '^shared/src/' },
      {
        path: '^(?:server|client|infra|tests)/',
      },
    ),
    forbid(
      'codes-not-rules',
      'Chapters share ids and codes, never decisions.',
      {
        path: `^shared/src/(${chapters})/`,
        pathNot: '\\.test\\.ts$',
      },
      { path: `^shared/src/${chapters}/.*\\.rules\\.ts$`, pathNot: '^shared/src/$1/' },
    ),
    forbid(
      'client-stays-a-client',
      'The client knows the contract, not the server.',
      { path: '^client/' },
      {
        path: '^(?:server|infra|tests)/',
      },
    ),
    forbid(
      'roles-stay-apart',
      'What two roles need moves to platform.',
      {
        path: `^client/src/(${roles.join('|')})/`,
      },
      { path: `^client/src/(?:${roles.join('|')})/`, pathNot: '^client/src/$1/' },
    ),
    forbid(
      'platform-knows-no-role',
      'The platform serves every role.',
      { path: '^client/src/platform/' },
      {
        path: `^client/src/(?:${roles.join('|')})/`,
      },
    ),
    forbid(
      'platform-knows-no-chapter',
      'The platform knows no domain word.',
      { path: `^${own}platform/` },
      {
        path: `^${own}${chapters}/`,
      },
    ),
    forbid(
      'foundations-lie-below',
      'Foundations know neither the story nor the figures.',
      {
        path: `^${own}(?:${foundations.join('|')})/`,
      },
      { path: `^${own}(?:${[...story, 'reporting'].join('|')})/` },
    ),
    ...storyRules,
    forbid(
      'reporting-reads-tables',
      'Figures of the story are read, never asked for.',
      { path: `^${own}reporting/` },
      {
        path: `^${own}(?:${story.join('|')})/`,
        pathNot: '\\.tables\\.ts$',
      },
    ),
    forbid(
      'nobody-asks-reporting',
      'Only the processes list it.',
      {
        path: `^${own}`,
        pathNot: [`^${own}reporting/`, `^${own}(?:web|worker|watchdog|chapters)\\.ts$`],
      },
      { path: `^${own}reporting/` },
    ),
    forbid(
      'tests-are-not-imported',
      'Nothing that ships stands on a test.',
      { path: '^(?:server|client|shared|infra)/' },
      {
        path: '^tests/',
      },
    ),
    forbid(
      'only-here-voice-sdk',
      'A vendor’s words stay in its adapter.',
      { path: '^client/', pathNot: '^client/src/platform/telephoneLine\\.ts$' },
      { path: 'node_modules/@twilio/' },
    ),
    vendor(['twilio', 'werift'], [`^${own}telephony/`]),
    vendor(['bullmq', 'ioredis'], [`^${own}platform/`, `^${own}queue/queue\\.redis\\.ts$`]),
    vendor(['drizzle-orm'], [`^${own}platform/`, `^${own}reporting/`, '\\.tables\\.ts$', '\\.store\\.ts$']),
    vendor(['socket\\.io', '@socket\\.io'], [`^${own}platform/`]),
    vendor(['express'], [`^${own}platform/`, '\\.webhooks\\.ts$']),
    vendor(['better-auth', '@better-auth'], [`^${own}identity/`]),
  ],
  options: {
    parser: 'swc',
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', 'server/migrations/'] },
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.mjs', '.js', '.json'],
    },
  },
}
