// The fields of the Spark operator's kinds (v1beta2) that deploy/ uses: no package on npm or Maven Central has them all.
// A manifest with a field that is not here fails the check; add it after a look at the operator's API reference. What the
// operator takes over from Kubernetes has Kubernetes' own types.
import type { IIoK8sApimachineryPkgApisMetaV1ObjectMeta as ObjectMeta } from '@kubernetes-models/apimachinery/apis/meta/v1/ObjectMeta';
import type { IEnvVar } from 'kubernetes-models/v1/EnvVar';
import type { IPodSecurityContext } from 'kubernetes-models/v1/PodSecurityContext';
import type { ISecurityContext } from 'kubernetes-models/v1/SecurityContext';
import type { IToleration } from 'kubernetes-models/v1/Toleration';
import type { IVolume } from 'kubernetes-models/v1/Volume';
import type { IVolumeMount } from 'kubernetes-models/v1/VolumeMount';

interface Pod {
    cores: number;
    coreLimit: string;
    memory: string;
    memoryOverhead: string;
    env?: IEnvVar[];
    podSecurityContext: IPodSecurityContext;
    securityContext: ISecurityContext;
    tolerations?: IToleration[];
    volumeMounts?: IVolumeMount[];
}

interface Driver extends Pod {
    serviceAccount: string;
    terminationGracePeriodSeconds: number;
    javaOptions: string;
}

interface Executor extends Pod {
    instances: number;
}

interface RestartPolicy {
    type: 'Never' | 'Always' | 'OnFailure';
    onFailureRetries: number;
    onFailureRetryInterval: number; // seconds
    onSubmissionFailureRetries: number;
    onSubmissionFailureRetryInterval: number; // seconds
}

interface Application {
    type: 'Java' | 'Scala' | 'Python' | 'R';
    sparkVersion: string;
    mode: 'cluster' | 'client';
    image: string;
    mainClass: string;
    mainApplicationFile: string;
    arguments: string[];
    sparkConf: Record<string, string>;
    restartPolicy: RestartPolicy;
    volumes?: IVolume[];
    driver: Driver;
    executor: Executor;
}

export interface ISparkApplication {
    apiVersion: 'sparkoperator.k8s.io/v1beta2';
    kind: 'SparkApplication';
    metadata: ObjectMeta;
    spec: Application;
}

export interface IScheduledSparkApplication {
    apiVersion: 'sparkoperator.k8s.io/v1beta2';
    kind: 'ScheduledSparkApplication';
    metadata: ObjectMeta;
    spec: {
        schedule: string;
        timeZone: string;
        concurrencyPolicy: 'Allow' | 'Forbid' | 'Replace';
        successfulRunHistoryLimit: number;
        failedRunHistoryLimit: number;
        template: Application;
    };
}
