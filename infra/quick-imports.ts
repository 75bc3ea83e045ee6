import { registerHooks } from 'node:module'

/**
 * Given to Node with `--import`. Node reads a package's whole description again for each of its files; drizzle-orm has
 * one of 180 kB and 400 files, a third of what a start costs. Its files are modules that name each other in full.
 */
registerHooks({
  resolve: (specifier, context, next) => {
    const from = context.parentURL ?? ''
    const isInside = specifier.startsWith('.') && from.includes('/node_modules/drizzle-orm/')
    if (!isInside || !from.endsWith('.js')) return next(specifier, context)
    return { url: new URL(specifier, from).href, format: 'module', shortCircuit: true }
  },
})
