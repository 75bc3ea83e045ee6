import { auditChapter } from './audit/audit.api.ts'
import { directoryChapter } from './directory/directory.api.ts'
import type { Chapter } from './platform/chapter.ts'

/** Every chapter but identity, which opens a database pool of its own: in the order reactions run. */
export const chapters: readonly Chapter[] = [auditChapter, directoryChapter]
