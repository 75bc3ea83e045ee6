/** Vlad Pop → V. Pop: enough to know a colleague by, in a narrow column. */
export function shortName(name: string): string {
  const [first = '', ...rest] = name.split(' ')
  return rest.length > 0 ? `${first.slice(0, 1)}. ${rest.join(' ')}` : first
}
