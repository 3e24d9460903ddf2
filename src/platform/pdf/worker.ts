/** Draws PDFs in a thread of its own. */
import { work } from "../workshop.ts";
import { pdfSchema } from "./content.ts";
import { drawPdf } from "./draw.ts";

work(pdfSchema, drawPdf);
