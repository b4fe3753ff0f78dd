using BenchmarkDotNet.Running;
using Interactions.Benchmarks;

BenchmarkSwitcher.FromAssembly(typeof(InsideClient).Assembly).Run(args);
