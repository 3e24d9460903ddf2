/** An app under test in a process of its own, and what is asked of it while it is measured. */
import { type ChildProcess, fork } from "node:child_process";
import { join } from "node:path";
import { z } from "zod";

/** `digestsAt`: the digests that are due then are to be sent. */
export type Question = "statements" | { digestsAt: string };

const ready = z.object({ ready: z.literal(true) });
const statements = z.object({ statements: z.array(z.string()) });
const digests = z.object({ digests: z.number() });

const PROGRAMS = { ours: "our-app-child.ts", bare: "bare-main.mjs" } as const;

export interface AppProcess {
  /** What the database was asked since the last call. */
  statements(): Promise<string[]>;
  /** Sends the digests that are due at that time, beside all else. Returns how many. */
  sendDigests(digestsAt: string): Promise<number>;
  end(): Promise<void>;
}

/** Resolves when Slack can reach it. */
export async function startApp(env: Record<string, string>, app: keyof typeof PROGRAMS = "ours"): Promise<AppProcess> {
  const child = fork(join(import.meta.dirname, PROGRAMS[app]), {
    env: { PATH: process.env.PATH ?? "", ...env },
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
  await nextMessage(child, ready);
  const ask = <Answer>(question: Question, schema: z.ZodType<Answer>): Promise<Answer> => {
    const answer = nextMessage(child, schema);
    child.send(question);
    return answer;
  };
  return {
    statements: async () => (await ask("statements", statements)).statements,
    sendDigests: async (digestsAt) => (await ask({ digestsAt }, digests)).digests,
    async end() {
      const exited = new Promise((resolve) => child.once("exit", resolve));
      child.disconnect();
      await exited;
    },
  };
}

function nextMessage<Message>(child: ChildProcess, schema: z.ZodType<Message>): Promise<Message> {
  return new Promise((resolve, reject) => {
    const failed = (code: number | null) => reject(new Error(`The app ended with ${code} before it answered.`));
    child.once("exit", failed);
    child.once("message", (message) => {
      child.off("exit", failed);
      const parsed = schema.safeParse(message);
      if (parsed.success) resolve(parsed.data);
      else reject(parsed.error);
    });
  });
}

/** In the app's process: answers what it is asked, and ends when the other side lets go. */
export function answerQuestions(
  takeStatements: () => string[],
  stop: () => Promise<void>,
  sendDigests: (at: string) => Promise<number>,
): void {
  process.on("message", async (question: Question) => {
    if (typeof question === "object") return process.send?.({ digests: await sendDigests(question.digestsAt) });
    return process.send?.({ statements: takeStatements() });
  });
  process.once("disconnect", () => {
    void stop().finally(() => process.exit(0));
  });
  process.send?.({ ready: true });
}
