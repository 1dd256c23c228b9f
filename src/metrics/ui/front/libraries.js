// Scripts of our own server that are fetched when they are first needed.
/** @import { ImageInFont, Plotly } from "./types.d.ts" */
import { element } from "./dom.js"

const PLOTLY = "./assets/plotly/plotly.min.js"
const IMAGE_FONT = "./assets/image_font/image_font.js"
/** @type {Map<string, Promise<unknown>>} */
const loading = new Map()

/** @returns {Promise<Plotly>} */
export function loadPlotly() {
  return load(PLOTLY, () => globalThis.Plotly, "plotly.js")
}

/** @returns {Promise<ImageInFont>} what draws an image in the product's own font */
export function loadImageFont() {
  return load(IMAGE_FONT, () => globalThis.imageInFont, "the font of images")
}

/**
 * @template Library
 * @param {string} src
 * @param {() => Library | undefined} find what the script puts on the page
 * @param {string} name
 * @returns {Promise<Library>}
 */
function load(src, find, name) {
  const ready = find()
  if (ready) return Promise.resolve(ready)
  const started = /** @type {Promise<Library> | undefined} */ (loading.get(src))
  if (started) return started
  /** @type {Promise<Library>} */
  const library = new Promise((done, failed) => {
    const script = element("script", { src })
    script.onload = () => {
      const loaded = find()
      if (loaded) done(loaded)
      else failed(new Error(`no ${name}`))
    }
    script.onerror = () => failed(new Error(`${name} did not load`))
    document.head.append(script)
  })
  loading.set(src, library)
  library.catch(() => loading.delete(src)) // the next one that asks tries again
  return library
}
