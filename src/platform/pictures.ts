/** From SVG to PNG, off the event loop. */
import { Workshop } from "./workshop.ts";

export class PictureMaker extends Workshop<string> {
  constructor() {
    super(new URL("./pictures-worker.ts", import.meta.url), "picture");
  }

  /** The same bytes for the same SVG. Rejects what cannot be drawn. */
  png(svg: string): Promise<Uint8Array> {
    return this.make(svg);
  }
}
