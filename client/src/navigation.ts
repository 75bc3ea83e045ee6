import type { Page } from './platform/pages.ts'

/** The rail, in the same order for everyone; each sees what their roles may ask. The first is where one lands. */
export const pages: readonly Page[] = []
