/** From SVG to PNG, off the event loop. The library and its thread are there only while pictures are asked for. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { z } from "zod";

const answer = z.union([
  z.strictObject({ id: z.number(), png: z.instanceof(Uint8Array) }),
  z.strictObject({ id: z.number(), error: z.string() }),
]);

/** The thread costs some 40 MB: it ends when nothing was drawn for so long. */
const IDLE_MS = 20_000;
/** A picture takes some 60 ms; one that takes so much longer never ends. */
const PATIENCE_MS = 20_000;

interface Order {
  resolve(png: Uint8Array): void;
  reject(error: Error): void;
}

export class PictureMaker {
  #worker: Worker | null = null;
  #ending: NodeJS.Timeout | undefined;
  #lastId = 0;
  readonly #orders = new Map<number, Order>();

  /** The same bytes for the same SVG. Rejects what cannot be drawn. */
  async png(svg: string): Promise<Uint8Array> {
    const worker = this.#running();
    this.#lastId += 1;
    const id = this.#lastId;
    const { promise, resolve, reject } = Promise.withResolvers<Uint8Array>();
    this.#orders.set(id, { resolve, reject });
    this.#endLater(PATIENCE_MS);
    worker.postMessage({ id, svg });
    return promise;
  }

  /** Ends the thread; what it is drawing is rejected. */
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
    const worker = new Worker(new URL("./pictures-worker.ts", import.meta.url));
    worker.unref();
    worker.on("message", (message: unknown) => this.#finish(answer.parse(message)));
    worker.on("error", (error) => this.#abandon(worker, error));
    worker.on("exit", () => this.#abandon(worker, new Error("The thread that draws pictures has ended")));
    this.#worker = worker;
    return worker;
  }

  #finish(made: z.infer<typeof answer>): void {
    const order = this.#orders.get(made.id);
    this.#orders.delete(made.id);
    if ("png" in made) order?.resolve(made.png);
    else order?.reject(new Error(`The picture could not be drawn: ${made.error}`));
    this.#endLater(this.#orders.size > 0 ? PATIENCE_MS : IDLE_MS);
  }

  #abandon(worker: Worker, error: unknown): void {
    if (this.#worker !== worker) return;
    this.#worker = null;
    clearTimeout(this.#ending);
    for (const { reject } of this.#orders.values()) reject(new Error("The picture was not drawn", { cause: error }));
    this.#orders.clear();
  }

  #endLater(ms: number): void {
    clearTimeout(this.#ending);
    this.#ending = setTimeout(() => void this.#worker?.terminate(), ms);
    this.#ending.unref();
  }
}
