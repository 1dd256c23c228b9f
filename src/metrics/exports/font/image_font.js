// Draws an image in the font of the product, whatever fonts the machine has. Used by the dashboard
// and by the Chrome that draws files without a reader: a plain script, no module.
;(() => {
  /** @type {Promise<string> | undefined} */
  let rule

  /**
   * Load the font once, so that plotly.js measures with it; return it as a rule for a drawing.
   * @param {{ family: string, weights: string, url: string }} font
   */
  async function loadFont({ family, weights, url }) {
    const data = await (await fetch(url)).blob().then(dataUrl)
    const face = await new FontFace(family, `url(${data})`, { weight: weights }).load()
    document.fonts.add(face)
    return `@font-face{font-family:"${family}";font-weight:${weights};src:url(${data})}`
  }

  /** @param {Blob} blob @returns {Promise<string>} */
  function dataUrl(blob) {
    return new Promise((done, failed) => {
      const reader = new FileReader()
      reader.onload = () => done(String(reader.result))
      reader.onerror = () => failed(reader.error)
      reader.readAsDataURL(blob)
    })
  }

  /** @param {string} svg @param {Record<string, number>} size */
  async function pngUrl(svg, { width, height, scale = 1 }) {
    const url = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }))
    try {
      const image = new Image()
      image.src = url
      await image.decode()
      const canvas = Object.assign(document.createElement("canvas"), {
        width: width * scale,
        height: height * scale,
      })
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext("2d"))
      context.drawImage(image, 0, 0, canvas.width, canvas.height)
      return canvas.toDataURL("image/png")
    } finally {
      URL.revokeObjectURL(url)
    }
  }

  // As Plotly.toImage, with its options. An SVG without its data prefix is one to be saved: the
  // server puts the letters that it uses into it.
  globalThis.imageInFont = async (font, toImage, figure, options) => {
    rule ??= loadFont(font)
    rule.catch(() => (rule = undefined))
    const style = `<style>${await rule}</style>`
    const bare = await toImage(figure, { ...options, format: "svg", imageDataOnly: true })
    if (options.format === "svg" && options.imageDataOnly) return bare
    const svg = bare.replace(/<svg[^>]*>/, (start) => start + style)
    if (options.format === "svg") return `data:image/svg+xml,${encodeURIComponent(svg)}`
    const data = await pngUrl(svg, options)
    return options.imageDataOnly ? data.replace(/^data:[^,]*,/, "") : data
  }
})()
