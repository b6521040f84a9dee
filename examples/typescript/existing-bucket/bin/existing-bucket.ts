#!/usr/bin/env node
import * as cdk from 'aws-cdk-lib/core';
import { ExistingBucketStack } from '../lib/existing-bucket-stack';

const app = new cdk.App();
new ExistingBucketStack(app, 'ExistingBucketStack');
