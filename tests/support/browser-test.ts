import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, expect } from 'vitest'
import { type Product, startProduct } from './browser-product.ts'

/**
 * A product for the tests of one file. After each of them no page may have asked another host, broken the content
 * policy or failed; pictures of a failed one are kept.
 */
export function forThisFile(settings: Readonly<Record<string, string>> = {}): { readonly product: Product } {
  const started: { product?: Product } = {}
  beforeAll(async () => {
    started.product = await startProduct(settings)
  })
  afterEach(async ({ task }) => {
    const folder = join(tmpdir(), 'veghe-browser', task.name.slice(0, 60).replaceAll(/[^\p{L}]+/gu, '-'))
    if (task.result?.state === 'fail') {
      await started.product?.chromium.pictures(folder)
      console.error(`pictures: ${folder}`)
    }
    expect(started.product?.chromium.complaints()).toEqual([])
  })
  afterAll(() => started.product?.stop())
  return {
    get product() {
      if (!started.product) throw new Error('The product has not started.')
      return started.product
    },
  }
}
