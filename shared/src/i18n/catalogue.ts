import type { ro } from './ro.ts'

/**
 * A translation has every key of the Romanian source and no other. Only Romanian counts in three ways
 * (1 caz, 5 cazuri, 20 de cazuri), so its `_few` is not asked of the others.
 */
export type Translated<T> = {
  [K in keyof T as K extends `${string}_few` ? never : K]: T[K] extends string ? string : Translated<T[K]>
}

type Counted<K extends string> = K extends `${infer Stem}_${'one' | 'few' | 'other'}` ? Stem : K
type Path<T> = {
  [K in keyof T & string]: T[K] extends string ? Counted<K> : `${K}.${Path<T[K]>}`
}[keyof T & string]

/** A path into the catalogue; a counted sentence goes by its stem. */
export type MessageKey = Path<typeof ro>
export type Catalogue = Translated<typeof ro>
