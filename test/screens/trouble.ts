/** What goes otherwise than planned: put off, answered late, missed because the app was down, closed over a form. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createApp } from "../../src/app.ts";
import { promptIds } from "../../src/check-ins/blocks.ts";
import { Camera } from "./camera.ts";
import { Hand, type Target } from "./hand.ts";
import { type Story, startRunning } from "./story.ts";

export async function picturesOfTrouble(story: Story, target: Target): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), "drumbeat-screens-"));
  const database = join(folder, "drumbeat.db");
  const { run, scenario } = await startRunning(story, database);
  const { sandbox, clock } = run;
  const camera = await Camera.at(run, scenario, target);
  const hand = new Hand(run, scenario);
  const as = (handle: string) => sandbox.as(handle);
  let stop = () => run.app.stop();
  try {
    await hand.to("2026-10-05T09:00Z");
    const asked = hand.prompt("two", "daily");
    await as("one").press(hand.last("one"), { actionId: promptIds.later });
    await as("one").waitForView();
    await hand.save("one");
    await hand.to("2026-10-05T10:05Z");
    await camera.message("reminder-snoozed", "one", hand.last("one"));
    await hand.to("2026-10-05T17:30Z");
    const [late, , answered] = story.daily;
    if (!late || !answered) throw new Error("Three people answer.");
    await hand.answer("two", "daily", late);
    await camera.message("receipt-late", "two", hand.now("two", asked));

    // The app is down from Monday evening until Wednesday noon.
    await stop();
    await hand.to("2026-10-07T10:00Z");
    const slack = {
      mode: "socket" as const,
      botToken: sandbox.botToken,
      appToken: sandbox.appToken,
      apiUrl: sandbox.apiUrl,
    };
    const again = await createApp({ config: { slack, database, healthPort: null, logLevel: "silent" }, clock });
    stop = () => again.stop();
    await hand.wait();
    await camera.message("prompt-late", "one", hand.prompt("one", "daily"));
    await as("lead").command("/drumbeat audit");
    await as("lead").waitForView();
    await camera.modal("audit-missed", "lead");
    await as("lead").closeView({ all: true });

    // Another round opens while somebody writes.
    await hand.open("three", "daily");
    as("three").fill("answer:progress", String(answered.progress));
    as("three").fill("answer:next", String(answered.next));
    await hand.to("2026-10-08T09:00Z");
    await as("three").submit();
    await camera.modal("form-closed", "three");
    await as("three").closeView({ all: true });

    await hand.to("2026-10-08T14:30Z");
    await hand.answer("lead", "weekly", story.weekly);
    await hand.to("2026-10-12T08:20Z");
    await camera.message("digest-weekly-missed", "lead", hand.last("lead"));
  } finally {
    await camera.close();
    clock.pause();
    await stop();
    await sandbox.close();
    await rm(folder, { recursive: true, force: true });
  }
}
