import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client'

/** Counts and times only; labels are names from closed lists, never an id. */
export function openMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry, prefix: 'veghe_' })
  const registers = [registry]
  return {
    registry,
    actionSeconds: new Histogram({
      name: 'veghe_action_seconds',
      help: 'Time to answer an action or a webhook',
      labelNames: ['action', 'status'],
      buckets: [0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5],
      registers,
    }),
    refusals: new Counter({
      name: 'veghe_refusals_total',
      help: 'Refusals by code',
      labelNames: ['code'],
      registers,
    }),
    bugs: new Counter({ name: 'veghe_bugs_total', help: 'Failures nobody foresaw', registers }),
    jobs: new Counter({
      name: 'veghe_jobs_total',
      help: 'Jobs by name and how they ended',
      labelNames: ['name', 'ending'],
      registers,
    }),
    jobLateSeconds: new Histogram({
      name: 'veghe_job_late_seconds',
      help: 'How much later than due a job ran',
      buckets: [0.01, 0.05, 0.1, 0.5, 1, 2, 5, 15, 60],
      registers,
    }),
    relayLagSeconds: new Gauge({
      name: 'veghe_relay_lag_seconds',
      help: 'Age of the oldest outbox row not handed over',
      registers,
    }),
    sockets: new Gauge({ name: 'veghe_sockets', help: 'Connected screens', registers }),
    pushes: new Counter({
      name: 'veghe_pushes_total',
      help: 'Pushes sent to boards',
      labelNames: ['push'],
      registers,
    }),
    drift: new Gauge({
      name: 'veghe_queue_drift',
      help: 'Entries on which Postgres and Redis disagree',
      labelNames: ['county'],
      registers,
    }),
  }
}

export type Metrics = ReturnType<typeof openMetrics>
