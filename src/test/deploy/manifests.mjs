// Checks the manifests of deploy/: node manifests.mjs PROJECT, in a folder that has package.json's packages.
//
// Each document is held to the models' schemas, which know required fields, types and patterns, and, as an object of
// TypeScript, to their types, which refuse unknown fields. Then what has to agree between files, and with Unclip.
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';

const home = path.resolve(process.argv[2]);
const kinds = {
    'v1/ServiceAccount': 'kubernetes-models/v1/ServiceAccount',
    'v1/ConfigMap': 'kubernetes-models/v1/ConfigMap',
    'v1/Pod': 'kubernetes-models/v1/Pod',
    'batch/v1/CronJob': 'kubernetes-models/batch/v1/CronJob',
    'rbac.authorization.k8s.io/v1/Role': 'kubernetes-models/rbac.authorization.k8s.io/v1/Role',
    'rbac.authorization.k8s.io/v1/RoleBinding': 'kubernetes-models/rbac.authorization.k8s.io/v1/RoleBinding',
    'argoproj.io/v1alpha1/CronWorkflow': '@kubernetes-models/argo-workflows/argoproj.io/v1alpha1/CronWorkflow',
    'sparkoperator.k8s.io/v1beta2/SparkApplication': './spark-operator.ts',
    'sparkoperator.k8s.io/v1beta2/ScheduledSparkApplication': './spark-operator.ts',
};
const problems = [];

function read(file) {
    return readFileSync(path.join(home, file), 'utf8');
}

function* parsed(name, text) {
    for (const document of parseAllDocuments(text)) {
        document.errors.forEach(fault => problems.push(`${name}: ${fault.message}`));
        const content = document.toJS();
        const key = `${content?.apiVersion}/${content?.kind}`;
        if (kinds[key]) {
            yield { name: `${name} ${content.kind}`, key, content };
        } else {
            problems.push(`${name}: ${key} is a kind that this check does not know: add it to manifests.mjs.`);
        }
    }
}

/** All documents of deploy/; a pod template within a ConfigMap is one too, though a part of a pod. */
function* documents() {
    for (const folder of ['deploy/kubernetes', 'deploy/schedulers']) {
        for (const file of readdirSync(path.join(home, folder)).filter(name => name.endsWith('.yaml')).sort()) {
            for (const document of parsed(`${folder}/${file}`, read(`${folder}/${file}`))) {
                yield document;
                for (const [name, text] of Object.entries(document.content.data ?? {})) {
                    if (name.endsWith('.yaml')) {
                        yield* parsed(`${folder}/${file} ${name}`, text);
                    }
                }
            }
        }
    }
}

async function checkSchema({ name, key, content }) {
    if (!kinds[key].startsWith('.')) {
        const model = new (await import(kinds[key]))[content.kind](content);
        try {
            model.validate();
        } catch (fault) {
            problems.push(`${name}: ${fault.message}`);
        }
    }
}

/** An object literal of a type may have no field that the type has not. */
function checkTypes(all) {
    const lines = all.map(({ key, content }, i) => [
        `import type { I${content.kind} as Kind${i} } from '${kinds[key]}';`,
        `export const document${i}: Kind${i} = ${JSON.stringify(content, null, 2)};`,
    ].join('\n'));
    writeFileSync('documents.ts', `${lines.join('\n')}\n`);
    const options = ['--noEmit', '--strict', '--skipLibCheck', '--module', 'nodenext', '--allowImportingTsExtensions'];
    try {
        execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', ...options, 'documents.ts'], { encoding: 'utf8' });
    } catch (fault) {
        const names = all.map(({ name }, i) => `document${i} is ${name}`);
        problems.push(`Types, in ${path.resolve('documents.ts')}:\n${fault.stdout}${names.join('\n')}`);
    }
}

function check(holds, problem) {
    if (!holds) {
        problems.push(problem);
    }
}

/** What no schema knows: the applications' and jobs' agreement with Unclip. */
function checkMeaning({ name, content }) {
    const text = JSON.stringify(content);
    const cron = /^(CronJob|CronWorkflow|ScheduledSparkApplication)$/.test(content.kind);
    check(!cron || content.spec.concurrencyPolicy === 'Forbid', `${name}: concurrencyPolicy must be Forbid.`);
    const application = content.spec?.template ?? content.spec;
    if (content.kind.endsWith('SparkApplication')) {
        check(application.sparkConf['spark.dynamicAllocation.enabled'] === 'false',
            `${name}: a training in parallel needs spark.dynamicAllocation.enabled "false".`);
        const pom = read('pom.xml').match(/<spark.version>(.*)<\/spark.version>/)[1];
        check(application.sparkVersion === pom, `${name}: sparkVersion is ${application.sparkVersion}, in pom.xml ${pom}.`);
    }
    for (const [, value] of text.matchAll(/"name":"[^"]*(?:SECRET|KEY)[^"]*","value":"([^"]*)"/g)) {
        problems.push(`${name}: a secret with the value ${value}: refer to a Secret.`);
    }
    if (cron || content.kind === 'SparkApplication') {
        const grace = Number(text.match(/terminationGracePeriodSeconds\\?":\s*(\d+)/)?.[1]);
        const own = Number(read('src/main/resources/reference.conf').match(/graceSeconds = (\d+)/)?.[1] ?? 25);
        check(grace > own, `${name}: terminationGracePeriodSeconds is ${grace}, but must be more than run.graceSeconds, ${own}.`);
    }
}

/** The arguments of the only array of a document that retrains. */
function commandOf({ name, content }) {
    const found = [];
    JSON.stringify(content, (key, value) => {
        if (Array.isArray(value) && value.includes('retrain')) {
            found.push(value.slice(value.indexOf('retrain')).join(' '));
        }
        return value;
    });
    return found.map(command => ({ name, command }));
}

/** Every file calls the same job with the same configuration, and a run id of its own; returns the options in use. */
function checkCommands(all) {
    const commands = all.flatMap(commandOf);
    for (const name of ['deploy/schedulers/crontab', 'deploy/schedulers/airflow_dag.py']) {
        const command = read(name).match(/^[^#\n]*jobs\/unclip (retrain .*?)(?: >>|",?$)/m)?.[1] ?? '';
        commands.push({ name, command });
    }
    const form = /^retrain --conf \/etc\/unclip\/retrain\.conf --run-id (\$\(RUN_ID\)|"\$\(date [^)]*\)"|\{\{ ?[a-z.]+ ?\}\})(?= |$)/;
    for (const { name, command } of commands) {
        check(form.test(command), `${name}: "${command}" is not the command of the others, ${form.source}`);
    }
    check(commands.length === 7, `${commands.length} files retrain, not 7: ${commands.map(({ name }) => name).join(', ')}.`);
    return new Set(commands.flatMap(({ command }) => command.match(/--[a-z-]+/g) ?? []));
}

const all = [...documents()];
for (const document of all) {
    await checkSchema(document);
    checkMeaning(document);
}
checkTypes(all);
writeFileSync('options', [...checkCommands(all)].join('\n') + '\n');
all.forEach(({ name }) => console.log(`  ${name}`));
problems.forEach(problem => console.error(problem));
process.exitCode = problems.length > 0 ? 1 : 0;
