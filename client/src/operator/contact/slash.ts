/** Where a word with `/` in front begins that the caret stands in or behind, and what follows the slash so far. */
export type Slash = { from: number; word: string }

export function slashAt(text: string, caret: number): Slash | null {
  const [, word] = /(?:^|\s)\/([^\s/]*)$/.exec(text.slice(0, caret)) ?? []
  return word === undefined ? null : { from: caret - word.length - 1, word }
}
