/** From content to PDF, off the event loop. */
import { Workshop } from "../workshop.ts";
import type { Pdf } from "./content.ts";

/** `make`: the same bytes for the same content. */
export class PdfMaker extends Workshop<Pdf> {
  constructor() {
    super(new URL("./worker.ts", import.meta.url), "PDF");
  }
}
