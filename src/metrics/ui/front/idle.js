// Work that can wait.

/** @param {() => void} act called when the browser has nothing else to do */
export function whenIdle(act) {
  if ("requestIdleCallback" in globalThis) requestIdleCallback(act)
  else setTimeout(act)
}
