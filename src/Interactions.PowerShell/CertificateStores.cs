using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Interactions.PowerShell;

/// <summary>The stores with the certificates of the user and of the machine.</summary>
internal static class CertificateStores
{
    /// <summary>The certificate with a thumbprint; null where neither store has it. The user's store goes first.</summary>
    public static X509Certificate2? Find(string thumbprint)
    {
        foreach (var location in new[] { StoreLocation.CurrentUser, StoreLocation.LocalMachine })
        {
            using var store = new X509Store(StoreName.My, location);
            try
            {
                store.Open(OpenFlags.ReadOnly | OpenFlags.OpenExistingOnly);
            }
            catch (CryptographicException)
            {
                // On Linux and macOS a store may not exist.
                continue;
            }
            if (store.Certificates.Find(X509FindType.FindByThumbprint, thumbprint, validOnly: false) is { Count: > 0 } found) return found[0];
        }
        return null;
    }
}
