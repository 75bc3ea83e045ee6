import type { z } from 'zod'

/** A small choice kept on this computer: language, theme, keys. Never anything about a person. */
export function kept<S extends z.ZodType<string | boolean>>(name: string, schema: S, otherwise: z.output<S>) {
  const place = `veghe.${name}`
  return {
    read(): z.output<S> {
      try {
        const found = schema.safeParse(JSON.parse(localStorage.getItem(place) ?? 'null'))
        return found.success ? found.data : otherwise
      } catch {
        return otherwise
      }
    },
    write(value: z.output<S>): void {
      try {
        localStorage.setItem(place, JSON.stringify(value))
      } catch {
        // A full or forbidden store costs only the memory of a preference.
      }
    },
  }
}
