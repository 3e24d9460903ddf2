/** Renders in a worker thread, one order at a time: `{ id, order }` in, `Made` out. */
import { once } from "node:events";
import { parentPort, Worker } from "node:worker_threads";
import { z } from "zod";
import type { Pdf } from "./pdf/content.ts";

const madeSchema = z.union([
  z.strictObject({ id: z.number(), bytes: z.instanceof(Uint8Array) }),
  z.strictObject({ id: z.number(), error: z.string() }),
]);
type Made = z.infer<typeof madeSchema>;

/** The thread takes some 40 MB, so it ends when idle. */
const IDLE_MS = 20_000;
/** A picture takes some 60 ms, a PDF of 200 programs some seconds. */
const PATIENCE_MS = 60_000;

interface Waiting {
  resolve(bytes: Uint8Array): void;
  reject(error: Error): void;
}

/** Starts its thread on demand. */
export class RenderQueue<Order> {
  readonly #module: URL;
  readonly #product: string;
  #worker: Worker | null = null;
  #ending: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #waiting = new Map<number, Waiting>();

  /** `module`: calls `serveOrders`. `product`: for error messages. */
  constructor(module: URL, product: string) {
    this.#module = module;
    this.#product = product;
  }

  /** Rejects if rendering fails. */
  async make(order: Order): Promise<Uint8Array> {
    const worker = this.#running();
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#waiting.set(id, { resolve, reject });
    this.#endLater(PATIENCE_MS);
    worker.postMessage({ id, order });
    return promise;
  }

  /** Ends the thread; rejects the current order. */
  async stop(): Promise<void> {
    clearTimeout(this.#ending);
    const worker = this.#worker;
    if (!worker) return;
    const ended = once(worker, "exit");
    await worker.terminate();
    await ended;
  }

  #running(): Worker {
    if (this.#worker) return this.#worker;
    const worker = new Worker(this.#module);
    worker.unref();
    worker.on("message", (message: unknown) => this.#finish(madeSchema.parse(message)));
    worker.on("error", (error) => this.#abandon(worker, error));
    worker.on("exit", () => this.#abandon(worker, new Error(`The thread that makes each ${this.#product} has ended`)));
    this.#worker = worker;
    return worker;
  }

  #finish(made: Made): void {
    const waiting = this.#waiting.get(made.id);
    this.#waiting.delete(made.id);
    if ("bytes" in made) waiting?.resolve(made.bytes);
    else waiting?.reject(new Error(`The ${this.#product} could not be made: ${made.error}`));
    this.#endLater(this.#waiting.size > 0 ? PATIENCE_MS : IDLE_MS);
  }

  #abandon(worker: Worker, cause: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    clearTimeout(this.#ending);
    for (const { reject } of this.#waiting.values()) reject(new Error(`The ${this.#product} was not made`, { cause }));
    this.#waiting.clear();
  }

  #endLater(ms: number): void {
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => void this.#worker?.terminate(), ms);
    this.#ending.unref();
  }
}

/** From SVG to PNG: the same bytes for the same SVG. */
export function pictureMaker(): RenderQueue<string> {
  return new RenderQueue(new URL("./pictures-worker.ts", import.meta.url), "picture");
}

/** From content to PDF: the same bytes for the same content. */
export function pdfMaker(): RenderQueue<Pdf> {
  return new RenderQueue(new URL("./pdf/worker.ts", import.meta.url), "PDF");
}

/** Call in the thread: renders each order. */
export function serveOrders<Order>(
  orders: z.ZodType<Order>,
  make: (order: Order) => Uint8Array | Promise<Uint8Array>,
): void {
  const schema = z.strictObject({ id: z.number(), order: orders });
  parentPort?.on("message", async (message: unknown) => {
    const { id, order } = schema.parse(message);
    let made: Made;
    try {
      made = { id, bytes: new Uint8Array(await make(order)) };
    } catch (error) {
      made = { id, error: String(error) };
    }
    parentPort?.postMessage(made);
  });
}
