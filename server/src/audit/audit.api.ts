import { seconds } from '@veghe/shared/kernel/time.ts'
import type { Chapter } from '../platform/chapter.ts'
import { seal } from './sealer.ts'

export const auditChapter: Chapter = {
  name: 'audit',
  sweeps: [{ name: 'audit.seal', everyMs: seconds(1), run: seal }],
}
