/** Nearest rank. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.max(0, Math.ceil(share * sorted.length) - 1)] ?? Number.NaN
}

export const median = (values: readonly number[]): number => quantile(values, 0.5)

export const round = (value: number, digits = 2): number => Number(value.toFixed(digits))

/** Ratio of the medians, with the smallest and largest ratio of neighbouring windows: the noise is part of it. */
export function ratioOf(product: readonly number[], floor: readonly number[]) {
  const pairs = product.map((value, i) => value / (floor[i] ?? Number.NaN))
  return {
    ratio: round(median(product) / median(floor)),
    range: `${round(Math.min(...pairs))}..${round(Math.max(...pairs))}`,
  }
}
