/** Draws pictures in a thread of its own. */
import { z } from "zod";
import { serveOrders } from "./render-queue.ts";
import { renderSvg } from "./svg-rendering.ts";

serveOrders(z.string(), (svg) => renderSvg(svg).asPng());
