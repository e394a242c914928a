import { parentPort, workerData } from 'node:worker_threads';
import { type Job, runJob } from './job';

// Only `readDocument` starts this file, and always with a job.
void runJob(workerData as Job).then((reply) => parentPort?.postMessage(reply));
