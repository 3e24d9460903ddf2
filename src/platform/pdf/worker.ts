/** Draws PDFs in a thread of its own. */
import { serveOrders } from "../render-queue.ts";
import { pdfSchema } from "./content.ts";
import { drawPdf } from "./draw.ts";

serveOrders(pdfSchema, drawPdf);
