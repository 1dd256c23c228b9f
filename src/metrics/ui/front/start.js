// In the head of a page of charts in place of Streamlit's own script: the charts are shown first,
// then Streamlit runs. It runs in any case: at once where nothing can be shown early, and where
// that takes long, beside it.
const PATIENCE_MS = 4000

const tag = document.querySelector("script[data-then]")
if (tag instanceof HTMLScriptElement) {
  const { then = "", contents = "" } = tag.dataset
  const streamlit = new URL(then, document.baseURI).href
  const answer = fetch(contents + location.search) // while the modules come
  answer.catch(() => {})
  const painted = import("./early.js").then(({ showEarly }) => showEarly(answer)).catch(() => {})
  const late = new Promise((done) => setTimeout(done, PATIENCE_MS))
  Promise.race([painted, late]).then(() => import(streamlit))
}
