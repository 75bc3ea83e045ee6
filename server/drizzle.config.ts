import { defineConfig } from 'drizzle-kit'

export const config = defineConfig({
  dialect: 'postgresql',
  schema: './src/**/*.tables.ts',
  out: './migrations',
  casing: 'snake_case',
})

// The tool reads the default export and nothing else.
export default config
