import type { Chapter } from '../platform/chapter.ts'

export const auditChapter: Chapter = { name: 'audit' }
