import { Halt, stopWith } from '../halt.ts'
import { runTool } from './tool.ts'

/** Writes the SQL that leads from the last migration to the tables as they stand now; read it before it lands. */
async function writeMigration(name: string | undefined): Promise<number> {
  if (!name || !/^[a-z0-9_]+$/.test(name)) {
    throw new Halt(
      'Name what changes in small letters and underscores: npm run db:new call_backs_get_a_due_time',
    )
  }
  const words = ['generate', '--config', 'drizzle.config.ts', '--name', name]
  return runTool({ folder: 'server', program: 'drizzle-kit', words })
}

writeMigration(process.argv[2]).then((code) => process.exit(code), stopWith)
