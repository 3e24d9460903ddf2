/** The files to run Drumbeat with: they name what there is, and give the process no more than it needs. */
import { readdirSync, readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import { parse, parseAllDocuments } from "yaml";
import { z } from "zod";
import { probeRoutes } from "../../src/platform/health.ts";

const ROOT = join(import.meta.dirname, "../..");
const read = (file: string) => readFileSync(join(ROOT, file), "utf8");
const files = readdirSync(join(ROOT, "deploy"), { recursive: true, encoding: "utf8" })
  .filter((file) => /\.(yml|env|service|timer)$/.test(file))
  .map((file) => ({ file, text: read(join("deploy", file)) }));

const dockerfile = read("Dockerfile");
const volume = /^VOLUME (.+)$/m.exec(dockerfile)?.[1] ?? "none";
const port = Number(/^EXPOSE (\d+)$/m.exec(dockerfile)?.[1]);
const started = /^CMD \["node", "([^"]+)"\]$/m.exec(dockerfile)?.[1] ?? "none";
const METRICS = 9464;
const { version } = z.object({ version: z.string() }).parse(JSON.parse(read("package.json")));

/** By docs/operations.md, which tests/platform hold to the configuration; secrets may be files. */
const variables = [...read("docs/operations.md").matchAll(/^\| `([A-Z_]+)`/gm)].map(([, name]) => name);
const isRead = (name: string) =>
  variables.includes(name) || variables.includes(name.replace(/_FILE$/, "")) || /^NODE_(ENV|COMPILE_CACHE)$/.test(name);
const routes = probeRoutes({
  health: async () => ({ ok: true, database: true, working: true, slack: true, installed: true }),
  readiness: async () => ({ ok: true, database: true, migrations: true, slack: true, clock: true }),
  metrics: async () => ({ contentType: "text/plain", text: "" }),
}).map(({ path }) => path);

const resource = z.looseObject({ kind: z.string(), metadata: z.looseObject({ name: z.string() }) });
const resourcesOf = (file: string) =>
  parseAllDocuments(read(join("deploy/kubernetes", file))).map((each) => resource.parse(each.toJS()));
const kustomization = z.object({
  resources: z.array(z.string()),
  patches: z.array(z.object({ path: z.string() })).default([]),
  images: z.array(z.record(z.string(), z.string())).default([]),
});
const variantOf = (folder: string) => {
  const { resources, patches, images } = kustomization.parse(
    parse(read(join("deploy/kubernetes", folder, "kustomization.yml"))),
  );
  const own = resources.filter((file) => file !== "../base").flatMap((file) => resourcesOf(join(folder, file)));
  return { own, patches: patches.flatMap(({ path }) => resourcesOf(join(folder, path))), images };
};

describe("the files to run Drumbeat with", () => {
  it("hold no secret", () => {
    expect(files.length).toBeGreaterThan(12);
    const telling =
      /xox[abp]-|xapp-|postgres(ql)?:\/\/[^ :]+:[\w%]+@|(TOKEN|SECRET|PASSWORD|KEY)\w*(?<!_FILE)(=|: )["']?\w/;
    const set = files.map(({ file, text }) => ({ file, text: text.replaceAll(/^\s*#.*$/gm, "") }));
    expect(
      set.filter(({ text }) => telling.test(text.replaceAll(/\{ file: [^}]+\}/g, ""))).map(({ file }) => file),
    ).toEqual([]);
  });

  it("put no address of a database on a command line, where everybody on the machine reads its password", () => {
    const commands = files.filter(({ text }) => /--dbname|pg_dump .*postgres|cat [^|]*DATABASE_URL/.test(text));
    expect(commands.map(({ file }) => file)).toEqual([]);
  });

  it("name images by their exact versions, ours by that of the project", () => {
    const images = files.flatMap(({ text }) =>
      [...text.matchAll(/image: (?:&\w+ )?(.+)$/gm)].map(([, image]) => image),
    );
    expect(images.length).toBeGreaterThan(3);
    expect(
      images.filter(
        (image) => !/^drumbeat(-backup)?$/.test(image ?? "") && !/^[\w./-]+:\d+\.\d+(\.\d+)?$/.test(image ?? ""),
      ),
    ).toEqual([]);
    const ours = (name: string) => ({ name, newName: `registry.example.org/${name}`, newTag: version });
    expect(variantOf("sqlite").images).toEqual([ours("drumbeat")]);
    expect(variantOf("postgres").images).toEqual([ours("drumbeat"), ours("drumbeat-backup")]);
  });

  it("start the process anew for its liveness alone, never for what a restart does not cure", () => {
    expect(dockerfile).toMatch(/^HEALTHCHECK [\s\S]+?\/livez`/m);
    const asked = [dockerfile, ...files.map(({ text }) => text)].flatMap((text) =>
      [
        ...text
          .replaceAll(/^\s*#.*$/gm, "")
          .matchAll(/(livenessProbe|startupProbe|HEALTHCHECK|curl)\b[\s\S]+?(\/\w+z)\b/g),
      ].map(([, by, path]) => `${by} ${path}`),
    );
    expect(asked.toSorted()).toEqual([
      "HEALTHCHECK /livez",
      "curl /livez",
      "livenessProbe /livez",
      "startupProbe /livez",
    ]);
  });

  it("compose: SQLite or PostgreSQL by profile, on the image's volume and ports, which can write nowhere else", () => {
    const service = z.looseObject({ profiles: z.array(z.string()), environment: z.record(z.string(), z.string()) });
    const nightly = z.looseObject({ command: z.tuple([z.literal("sh"), z.literal("-c"), z.string()]) });
    const {
      drumbeat,
      "drumbeat-postgres": shared,
      backup,
      "backup-postgres": backupShared,
    } = z
      .object({
        services: z.object({
          drumbeat: service,
          "drumbeat-postgres": service,
          backup: nightly,
          "backup-postgres": nightly,
        }),
      })
      .parse(parse(read("deploy/docker/compose.yml"), { merge: true })).services;
    const common = {
      build: "../..",
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      mem_limit: "512m",
      pids_limit: 100,
      ports: [`127.0.0.1:${port}:${port}`, `127.0.0.1:${METRICS}:${METRICS}`],
    };
    expect(drumbeat).toMatchObject({ ...common, profiles: ["sqlite"], volumes: [`data:${volume}`] });
    expect(shared).toMatchObject({ ...common, profiles: ["postgres"] });
    expect(shared.environment).toMatchObject({ ...drumbeat.environment, DATABASE_URL_FILE: expect.any(String) });
    const named = Object.keys(shared.environment);
    expect(named.filter((name) => !isRead(name))).toEqual([]);
    const mounted = named.filter((name) => name.endsWith("_FILE")).map((name) => name.replace("_FILE", ""));
    expect(shared.secrets).toEqual(mounted);
    const ofBackUps = { read_only: true, cap_drop: ["ALL"], ports: [], healthcheck: { disable: true } };
    const copies = `backups:${dirname(volume)}/backups`;
    expect(backup).toMatchObject({ ...ofBackUps, profiles: ["sqlite"], volumes: [`data:${volume}`, copies] });
    expect(backupShared).toMatchObject({ ...ofBackUps, profiles: ["postgres"], volumes: [copies] });
    expect(backupShared).toMatchObject({ build: { target: "backup" }, secrets: ["DATABASE_URL"] });
    for (const { command } of [backup, backupShared])
      expect(command[2].split("\n").map((line) => line.trim())).toEqual([
        "while :; do",
        `until node dist/cli.js backup ${dirname(volume)}/backups; do sleep 600; done`,
        "sleep $$(( $$(date -d 'tomorrow 02:30' +%s) - $$(date +%s) ))",
        "done",
        "",
      ]);
  });

  it("systemd: starts what the build makes, as a user of its own, with known settings alone", () => {
    const settings = read("deploy/systemd/drumbeat.env")
      .split("\n")
      .filter((line) => /^[A-Z]/.test(line));
    const values = new Map(
      settings.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
    );
    expect([...values.keys()].filter((name) => !isRead(name))).toEqual([]);
    const unit = read("deploy/systemd/drumbeat.service").split("\n");
    expect(unit).toEqual(
      expect.arrayContaining([
        `ExecStart=/opt/drumbeat/node_modules/node/bin/node ${started}`,
        "EnvironmentFile=/etc/drumbeat/env",
        ...["User=drumbeat", "NoNewPrivileges=true", "ProtectSystem=strict", "CapabilityBoundingSet="],
        ...["SystemCallFilter=@system-service", "MemoryMax=512M", "TasksMax=100"],
        `StateDirectory=${basename("/var/lib/drumbeat")}`,
      ]),
    );
    expect(values.get("DATABASE_URL")).toMatch(/^\/var\/lib\/drumbeat\//);
    expect(unit).toContain(`CacheDirectory=${basename(values.get("NODE_COMPILE_CACHE") ?? "")}`);
    const backup = read("deploy/systemd/drumbeat-backup.service");
    expect(backup).toMatch(/^ExecStart=\S+\/node dist\/cli\.js backup \/var\/lib\/drumbeat-backups$/m);
    const hardening = unit.filter((line) => /^(Protect|Private|Restrict(?!Address)|Lock|SystemCall|UMask)/.test(line));
    expect(hardening.filter((line) => !backup.includes(`${line}\n`))).toEqual([]);
    expect(read("deploy/systemd/drumbeat-backup.timer")).toMatch(/^OnCalendar=\*-\*-\* \d\d:\d\d$/m);
  });

  it("systemd: starts anew what takes connections and answers none, each minute", () => {
    const alive = read("deploy/systemd/drumbeat-alive.service");
    expect(alive).toContain(`--max-time 10 http://127.0.0.1:${port}/livez; [ $? = 28 ] || exit 0`);
    expect(alive).toContain("systemctl restart drumbeat.service");
    expect(read("deploy/systemd/drumbeat-alive.timer")).toContain("OnUnitInactiveSec=1min");
  });

  it("Kubernetes: asks at paths and ports that there are, of a pod without rights whose secrets are files", () => {
    const [deployment, service] = resourcesOf("base/drumbeat.yml");
    const probe = z.object({ httpGet: z.object({ path: z.enum(routes), port: z.literal("http") }) });
    const { spec } = z
      .object({
        spec: z.looseObject({
          selector: z.object({ matchLabels: z.record(z.string(), z.string()) }),
          template: z.looseObject({
            spec: z.looseObject({
              containers: z.tuple([
                z.looseObject({
                  env: z.array(z.object({ name: z.string(), value: z.string() })),
                  ...{ startupProbe: probe, livenessProbe: probe, readinessProbe: probe },
                }),
              ]),
            }),
          }),
        }),
      })
      .parse(deployment);
    const { matchLabels } = spec.selector;
    const [container] = spec.template.spec.containers;
    expect(spec).toMatchObject({
      replicas: 1,
      strategy: { type: "Recreate" },
      template: { metadata: { labels: matchLabels } },
    });
    expect(spec.template.spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true },
      volumes: [{ name: "secrets", secret: { secretName: "drumbeat" } }, { name: "tmp" }],
    });
    expect(container).toMatchObject({
      image: "drumbeat",
      ports: [
        { name: "http", containerPort: port },
        { name: "metrics", containerPort: METRICS },
      ],
      securityContext: {
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ["ALL"] },
      },
    });
    expect(container.env.filter(({ name }) => !isRead(name) || name === "DATABASE_URL")).toEqual([]);
    expect(container.env).toContainEqual({ name: "METRICS_PORT", value: String(METRICS) });
    expect(service).toMatchObject({ spec: { selector: matchLabels, ports: [{ targetPort: "http" }] } });
    expect(resourcesOf("base/network-policy.yml")).toMatchObject([
      {
        kind: "NetworkPolicy",
        spec: { policyTypes: ["Ingress", "Egress"], ingress: [{ ports: [{ port: "metrics" }] }] },
      },
    ]);
    expect(variantOf("postgres").own.find(({ kind }) => kind === "PodDisruptionBudget")).toMatchObject({
      spec: { minAvailable: 1, selector: { matchLabels } },
    });
  });

  it.each([
    ["sqlite", ["PersistentVolumeClaim", "PersistentVolumeClaim", "CronJob"], undefined],
    ["postgres", ["PodDisruptionBudget", "NetworkPolicy", "PersistentVolumeClaim", "CronJob"], 2],
  ])(
    "Kubernetes with %s: patches what the base has, mounts what it claims, and is backed up each night",
    (variant, kinds, replicas) => {
      const { own, patches } = variantOf(variant);
      expect(own.map(({ kind }) => kind)).toEqual(kinds);
      const [patch] = patches;
      expect(patches.map(({ kind, metadata }) => `${kind} ${metadata.name}`)).toEqual(["Deployment drumbeat"]);
      expect(patch).toMatchObject({ spec: { template: { spec: { containers: [{ name: "drumbeat" }] } } } });
      expect(z.object({ spec: z.looseObject({ replicas: z.number().optional() }) }).parse(patch).spec.replicas).toBe(
        replicas,
      );
      const claims = own.filter(({ kind }) => kind === "PersistentVolumeClaim").map(({ metadata }) => metadata.name);
      const claimed = [...JSON.stringify([own, patches]).matchAll(/"claimName":"([^"]+)"/g)].map(
        ([, name]) => name ?? "",
      );
      expect([...new Set(claimed)].toSorted()).toEqual(claims.toSorted());
      expect(own.at(-1)).toMatchObject({
        kind: "CronJob",
        spec: {
          schedule: "30 2 * * *",
          concurrencyPolicy: "Forbid",
          startingDeadlineSeconds: 21_600,
          jobTemplate: { spec: { activeDeadlineSeconds: 14_400 } },
        },
      });
      expect(JSON.stringify(own.at(-1))).toContain(JSON.stringify(["node", "dist/cli.js", "backup", "/backups"]));
    },
  );
});
