type Pressed = { ctrlKey: boolean; key: string; preventBaseUIHandler: () => void }

/** For `onKeyDown` of a radio, which keeps every Enter to itself: Ctrl+Enter belongs to the sheet around it. */
export function letConfirm(pressed: Pressed): void {
  if (pressed.ctrlKey && pressed.key === 'Enter') pressed.preventBaseUIHandler()
}
